import { invalid } from "../errors";

/** A shorter one is none. */
const SHORTEST = 8;

let common: Promise<ReadonlySet<string>> | undefined;

/** Whose password it will be. */
export interface Owner {
  name: string;
  email: string;
}

/**
 * Sees that a new password is none of those that everybody uses, nor its owner's own name or address: whoever guesses
 * begins with them, and a few tries at each of many accounts stay below every limit. Capitals make none of them another.
 * @param path what the password is called in the request
 * @throws AppError VALIDATION
 */
export async function assertUncommon(password: string, path: string, owner: Owner): Promise<void> {
  common ??= readCommon().catch((error: unknown) => {
    common = undefined;
    throw error;
  });
  if ((await common).has(password.normalize("NFKC").toLowerCase())) {
    throw invalid(
      path,
      "This password is one that many people use, and is tried first. Choose another",
    );
  }
  if (isOwn(password, owner)) {
    throw invalid(
      path,
      "This password is your own name or e-mail address, and is tried first. Choose another",
    );
  }
}

/** Also with other separators, and with a number behind it. */
function isOwn(password: string, { name, email }: Owner): boolean {
  const typed = fold(password);
  const [local = ""] = email.split("@");
  return typed !== "" && [name, email, local].some((own) => fold(own) === typed);
}

const fold = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, "")
    .replace(/\p{N}+$/u, "");

/** Read when first needed: it is a list of fifty thousand. */
async function readCommon(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import("@zxcvbn-ts/language-common");
  return new Set(dictionary["passwords-common"].filter((word) => word.length >= SHORTEST));
}
