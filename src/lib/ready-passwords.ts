import { AsyncLocalStorage } from "node:async_hooks";
import { hashPassword, verifyPassword } from "better-auth/crypto";
import { processWide } from "./process-wide";

/** A change of a password: what is kept of the present one, and both as they were typed. */
export interface PasswordChange {
  kept: string;
  current: string;
  next: string;
}

interface ReadyPasswords extends PasswordChange {
  isRight: boolean;
  hashed: string;
}

declare module "./process-wide" {
  interface ProcessWide {
    readyPasswords?: AsyncLocalStorage<ReadyPasswords>;
  }
}

function ready(): AsyncLocalStorage<ReadyPasswords> {
  const slot = processWide();
  slot.readyPasswords ??= new AsyncLocalStorage();
  return slot.readyPasswords;
}

/**
 * Runs work in which better-auth changes a password, when all that takes long about it is done. In a transaction the
 * embedded database would serve nobody else meanwhile, a revocation neither.
 */
export async function withPasswordsReady<T>(
  change: PasswordChange,
  work: () => Promise<T>,
): Promise<T> {
  const { kept, current, next } = change;
  const isRight = await verifyPassword({ hash: kept, password: current });
  const hashed = await hashPassword(next);
  return ready().run({ ...change, isRight, hashed }, work);
}

/** Runs work in which better-auth signs an account in that was made just now: how its password is kept is known. */
export function withPasswordKnown<T>(
  { password, hashed }: { password: string; hashed: string },
  work: () => Promise<T>,
): Promise<T> {
  const known = { kept: hashed, current: password, isRight: true, next: password, hashed };
  return ready().run(known, work);
}

/** How better-auth looks at passwords and keeps them: as it would by itself, where nothing is ready. */
export const passwords = {
  async hash(password: string): Promise<string> {
    const known = ready().getStore();
    return known?.next === password ? known.hashed : hashPassword(password);
  },
  async verify({ hash, password }: { hash: string; password: string }): Promise<boolean> {
    const known = ready().getStore();
    const isKnown = known?.kept === hash && known.current === password;
    return isKnown ? known.isRight : verifyPassword({ hash, password });
  },
};
