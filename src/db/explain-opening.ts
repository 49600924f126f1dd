/** What the operator can do, by the SQLSTATE of Postgres's refusal. Each text follows "… names a database". */
const ADVICE: [RegExp, string][] = [
  [/^42501/, "to which its user may not connect: grant CONNECT to that user"],
  [/^25006/, "that is read-only, as a standby is: name the one that takes changes"],
  [
    /^53300/,
    "that has no connection left: raise max_connections, or lower DATABASE_POOL of the processes on it",
  ],
  [
    /^55P03/,
    "on which another migration holds the lock for too long: wait until it has ended, then start again",
  ],
];

/** Why a database could not be opened, as the end of a sentence: what to do about it, and the database's own reason. */
export function explainOpening(error: unknown): string {
  let reason: unknown = error;
  while (reason instanceof Error && reason.cause instanceof Error) reason = reason.cause;
  // PGlite also throws objects that are not errors and hold only a number.
  const { code, message = JSON.stringify(reason) } = reason as { code?: unknown; message?: string };
  const advice = ADVICE.find(([codes]) => typeof code === "string" && codes.test(code))?.[1];
  return advice ? `${advice} (${message})` : `that cannot be opened: ${message}`;
}
