a = 'abc
b
