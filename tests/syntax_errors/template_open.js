a = `abc
${b
