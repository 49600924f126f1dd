"use client";

import { usePerson } from "@/ui/realtime/use-channels";

/** The address of a member beside the name, where another one has the same. The pill of a guest says it itself. */
export function ToldApart({ id, guest }: { id: string; guest: boolean }) {
  const email = usePerson(id)?.alike?.email;
  if (guest || !email) return null;
  return <span className="min-w-0 truncate text-ink-soft text-meta">{email}</span>;
}
