"use client";

import type { ReactNode } from "react";

export type Fields = (name: string) => string;

interface GateFormProps {
  onSubmit: (fields: Fields) => void;
  children: ReactNode;
}

/**
 * A form of the pages before sign-in. Its fields are read from the DOM when it is submitted. So it includes what was
 * typed, or filled in by a password manager, before hydration.
 */
export function GateForm({ onSubmit, children }: GateFormProps) {
  return (
    <form
      method="post"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        onSubmit((name) => {
          const value = data.get(name);
          return typeof value === "string" ? value : "";
        });
      }}
    >
      {children}
    </form>
  );
}
