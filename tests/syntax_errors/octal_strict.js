'use strict';
a = 010;
