"use client";

import { type ChangeEvent, useLayoutEffect, useRef } from "react";

const KEY = "gatehouse:typed-email";

/**
 * Does what `useTypedEmail` does, but before hydration: somebody who types that early must not find a second address in
 * the field.
 */
const FILL_IN = `(() => {
  let email = null;
  try {
    email = sessionStorage.getItem("${KEY}");
  } catch {}
  const field = document.querySelector("input[name=email]");
  if (!email || !field || field.value) return;
  field.value = email;
  const password = field.form.elements.namedItem("password");
  if (field.autofocus && password) password.focus();
})()`;

/** Must come after the form in the document. */
export function EarlyEmail({ nonce }: { nonce: string | undefined }) {
  return (
    <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: FILL_IN }} />
  );
}

/**
 * For the address field of every form before sign-in: an address that was typed in one of them is filled in in the
 * next. It is kept in this tab's session storage. It is never part of a URL, as URLs end up in logs.
 */
export function useTypedEmail() {
  const ref = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    const field = ref.current;
    if (!field) return;
    if (field.value) return keepTypedEmail(field.value);
    field.value = readTypedEmail();
    const password = field.form?.elements.namedItem("password");
    const goesOn = field.value !== "" && document.activeElement === field;
    if (goesOn && password instanceof HTMLInputElement) password.focus();
  }, []);
  return {
    ref,
    onChange: (event: ChangeEvent<HTMLInputElement>) => keepTypedEmail(event.target.value),
  };
}

export function keepTypedEmail(email: string): void {
  withStorage((storage) => storage.setItem(KEY, email));
}

/** Called once the user is in: the next person at this browser may be somebody else. */
export function forgetTypedEmail(): void {
  withStorage((storage) => storage.removeItem(KEY));
}

function readTypedEmail(): string {
  return withStorage((storage) => storage.getItem(KEY)) ?? "";
}

/** A browser may forbid storage. Then the address has to be typed again. */
function withStorage<T>(act: (storage: Storage) => T): T | null {
  try {
    return act(sessionStorage);
  } catch (cause) {
    if (cause instanceof DOMException) return null;
    throw cause;
  }
}
