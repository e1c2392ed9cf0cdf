export { a };
