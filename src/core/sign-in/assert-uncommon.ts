import { invalid } from "../errors";

/** Shorter passwords are refused anyway, so the list need not hold them. */
const MIN_LENGTH = 8;

let common: Promise<ReadonlySet<string>> | undefined;

/** The person whose password it will be. */
export interface Owner {
  name: string;
  email: string;
}

/**
 * Checks that a new password is neither one that many people use nor the owner's own name or address. Attackers try
 * these first, and a few tries at each of many accounts stay below every limit. Upper and lower case make no
 * difference.
 * @param path the name of the password's field in the request
 */
export async function assertUncommonPassword(
  password: string,
  path: string,
  owner: Owner,
): Promise<void> {
  common ??= readCommon().catch((error: unknown) => {
    common = undefined;
    throw error;
  });
  if ((await common).has(password.normalize("NFKC").toLowerCase())) {
    throw invalid(
      path,
      "This is a password that many people use, and attackers try it first. Choose another",
    );
  }
  if (isOwn(password, owner)) {
    throw invalid(
      path,
      "This password is your own name or e-mail address, and attackers try it first. Choose another",
    );
  }
}

/** Whether the password is the owner's name or address, also with other separators or with a number at the end. */
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

/** Loaded when it is first needed: the list has fifty thousand words. */
async function readCommon(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import("@zxcvbn-ts/language-common");
  return new Set(dictionary["passwords-common"].filter((word) => word.length >= MIN_LENGTH));
}
