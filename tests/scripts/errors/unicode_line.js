const größe = 1; const 名前 = 'é😀'; größe(名前);
