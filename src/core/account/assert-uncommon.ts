import { invalid } from "../errors";

/** A shorter one is none. */
const SHORTEST = 8;

let common: Promise<ReadonlySet<string>> | undefined;

/**
 * Sees that a new password is none of those that everybody uses: whoever guesses begins with them, and a few tries at
 * each of many accounts stay below every limit. Capitals make none of them another.
 * @param path what the password is called in the request
 * @throws AppError VALIDATION
 */
export async function assertUncommon(password: string, path: string): Promise<void> {
  common ??= readCommon().catch((error: unknown) => {
    common = undefined;
    throw error;
  });
  if (!(await common).has(password.normalize("NFKC").toLowerCase())) return;
  throw invalid(
    path,
    "This password is one that many people use, and is tried first. Choose another",
  );
}

/** Read when first needed: it is a list of fifty thousand. */
async function readCommon(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import("@zxcvbn-ts/language-common");
  return new Set(dictionary["passwords-common"].filter((word) => word.length >= SHORTEST));
}
