const grow = () => { queueMicrotask(grow); queueMicrotask(grow); };
grow();
