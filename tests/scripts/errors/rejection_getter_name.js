// The name of a rejected error comes from a getter of its class.
class Two extends Error {
  get name() {
    return 'Two';
  }
}
Promise.reject(new Two('rejected'));
