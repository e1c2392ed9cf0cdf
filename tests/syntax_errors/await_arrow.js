const f = () => await g();
