'use strict';
const n = 010;
