import { GUESTS, MEMBERS, PASSWORD, WORKSPACE } from "./cast";

/** Prints the demo's address and who can sign in, to standard error: standard output is for the log. */
export function announceDemo(url: string): void {
  const line = (name: string, email: string, as: string) =>
    `  ${name.padEnd(16)} ${as.padEnd(7)} ${email}`;
  process.stderr.write(
    [
      "",
      `The demo workspace is at ${url}/w/${WORKSPACE.slug}`,
      `Sign in at ${url}/sign-in with the password "${PASSWORD}" as`,
      ...MEMBERS.slice(0, 3).map(({ name, email, role }) => line(name, email, role)),
      ...GUESTS.slice(0, 2).map(({ name, email }) => line(name, email, "guest")),
      "Open a second browser for a guest, then revoke them on the Guests page.",
      "Everything is thrown away when you stop this.",
      "",
      "",
    ].join("\n"),
  );
}
