// The name comes from a getter of the class.
class Two extends Error {
  get name() {
    return 'Two';
  }
}
throw new Two('uncaught');
