// "Good: Remove listeners when done."
// Observe: "clicked" once only; what the handler held is collectable after the removal.
const element = new EventTarget();
const handler = () => console.log("clicked");
element.addEventListener("click", handler);
element.dispatchEvent(new Event("click"));
// Good: Remove listeners when done
element.removeEventListener("click", handler);
element.dispatchEvent(new Event("click"));
