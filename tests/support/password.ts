/** Of everybody that a test does not give one of their own. The servers of the tests hash it quickly. */
export const PASSWORD = "correct horse battery";
/** Of those who guess, as quick. */
export const WRONG_PASSWORD = "wrong password";
