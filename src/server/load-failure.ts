const MISSING = /^(ERR_MODULE_NOT_FOUND|MODULE_NOT_FOUND|ERR_PACKAGE_PATH_NOT_EXPORTED)$/;
const DENIED = /^(EACCES|EPERM)$/;

/**
 * Explains why the server could not be loaded, if its packages or its build are broken.
 * @returns a sentence, or null for any other error
 */
export function describeLoadFailure(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code = "", path = "" } = error as NodeJS.ErrnoException;
  const [first = ""] = error.message.split("\n");
  if (DENIED.test(code)) return `this user may not read ${path || first}`;
  const isOther = error instanceof SyntaxError && first.includes("does not provide an export");
  if (!MISSING.test(code) && !isOther) return null;
  return `what is installed or built is not whole, or of another version (${first}). npm start installs and builds what is missing`;
}
