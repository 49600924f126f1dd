/**
 * Loaded into a server, as `quick-passwords.mjs?of=PASSWORD&of=WRONG`: hashing these costs next to nothing. The tests'
 * builders give one to a thousand people, hundreds of guesses are the other, and each hash takes a tenth of a second of
 * a core. Every other
 * password, a wrong one too, costs what it costs in production.
 */
import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

const quick = new URL(import.meta.url).searchParams.getAll("of");
const { scrypt } = crypto;
crypto.scrypt = (password, salt, length, options, done) =>
  scrypt(password, salt, length, quick.includes(password) ? { ...options, N: 2 } : options, done);
syncBuiltinESMExports();
