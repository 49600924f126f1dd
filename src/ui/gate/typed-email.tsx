"use client";

import { type ChangeEvent, useLayoutEffect, useRef } from "react";

const KEY = "gatehouse:typed-email";

/** As `useTypedEmail`, before the page is alive: whoever types by then must not find a second address in the field. */
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

/** Stands behind the form. */
export function EarlyEmail({ nonce }: { nonce: string | undefined }) {
  return (
    <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: FILL_IN }} />
  );
}

/**
 * For the address field of every form in front of the door: what was typed in one of them stands in the next. It stays
 * in this tab and is part of no address, which would end up in logs.
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

/** Once somebody is in: the next one at this browser is another person. */
export function forgetTypedEmail(): void {
  withStorage((storage) => storage.removeItem(KEY));
}

function readTypedEmail(): string {
  return withStorage((storage) => storage.getItem(KEY)) ?? "";
}

/** A browser may be told to keep nothing: then the address is typed once more. */
function withStorage<T>(act: (storage: Storage) => T): T | null {
  try {
    return act(sessionStorage);
  } catch (cause) {
    if (cause instanceof DOMException) return null;
    throw cause;
  }
}
