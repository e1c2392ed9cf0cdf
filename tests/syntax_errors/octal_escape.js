'use strict';
a = '\01';
