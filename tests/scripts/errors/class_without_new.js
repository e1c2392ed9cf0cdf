class Thing {}
Thing();
