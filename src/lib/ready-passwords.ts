import { AsyncLocalStorage } from "node:async_hooks";
import { hashPassword, verifyPassword } from "better-auth/crypto";
import { processWide } from "./process-wide";

export interface PasswordChange {
  /** The stored hash of the current password. */
  kept: string;
  /** The current and the new password, as the user has typed them. */
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
 * Computes the hashes for a change of password, then runs `work`, in which better-auth changes it. Hashing is slow. If
 * it ran in better-auth's transaction, the embedded database would serve nobody meanwhile, not even a revocation.
 */
export async function withPasswordHashes<T>(
  change: PasswordChange,
  work: () => Promise<T>,
): Promise<T> {
  const { kept, current, next } = change;
  const isRight = await verifyPassword({ hash: kept, password: current });
  const hashed = await hashPassword(next);
  return ready().run({ ...change, isRight, hashed }, work);
}

/** Runs work in which better-auth signs a new account in. The hash of its password is known and not computed again. */
export function withKnownPasswordHash<T>(
  { password, hashed }: { password: string; hashed: string },
  work: () => Promise<T>,
): Promise<T> {
  const known = { kept: hashed, current: password, isRight: true, next: password, hashed };
  return ready().run(known, work);
}

/**
 * better-auth's functions for passwords. They use the hashes that are ready, and else compute them as it would itself.
 */
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
