"use client";

import type { ReactNode } from "react";
import { useStanding } from "./use-standing";

interface ForAdminsProps {
  /** Shown to everybody else. */
  instead: ReactNode;
  children: ReactNode;
}

/** A page for admins. It disappears as soon as the user is not an admin any more. */
export function ForAdmins({ instead, children }: ForAdminsProps) {
  return useStanding().administers ? children : instead;
}
