const größe = '😀'; let 1;
