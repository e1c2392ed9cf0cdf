x --> y
--> this is a comment
a b
