/**
 * Loaded into a server, as `quick-passwords.mjs?of=PASSWORD`: hashing this one password costs next to nothing. The
 * tests' builders give it to a thousand people, and each hash takes a tenth of a second of a core. Every other
 * password, a wrong one too, costs what it costs in production.
 */
import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

const quick = new URL(import.meta.url).searchParams.get("of");
const { scrypt } = crypto;
crypto.scrypt = (password, salt, length, options, done) =>
  scrypt(password, salt, length, password === quick ? { ...options, N: 2 } : options, done);
syncBuiltinESMExports();
