"use client";

import type { ReactNode } from "react";
import type { Receipt } from "@/lib/api-types";
import { ReceiptLine } from "@/ui/guests/receipt-line";
import { AlertDialog } from "@/ui/primitives/alert-dialog";
import { Alert } from "@/ui/primitives/alert";
import { toast } from "@/ui/primitives/toast";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";

interface SignOutDialogProps {
  title: string;
  children: ReactNode;
  /** The path to POST to, which ends the sessions. */
  path: string;
  /** The title of the toast with the receipt. */
  done: string;
  onClose: () => void;
  returnFocus: () => HTMLElement | null;
}

/**
 * Ends the sessions of other people. Their open connections are cut, but nobody loses access: they can sign in again.
 */
export function SignOutDialog({
  title,
  children,
  path,
  done,
  onClose,
  returnFocus,
}: SignOutDialogProps) {
  const { run, busy, failure } = useAction(async () => {
    const { receipt } = await request<{ receipt: Receipt }>("POST", path, {});
    toast.info(done, { description: <ReceiptLine receipt={receipt} /> });
    onClose();
  });
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={<p>{children}</p>}
      confirm="Sign out everywhere"
      busy={busy}
      onConfirm={() => void run()}
      returnFocus={returnFocus}
    >
      {failure && <Alert>{failure.message}</Alert>}
    </AlertDialog>
  );
}

/** Signs out one person. */
export function SignOutPersonDialog({
  name,
  ...props
}: Pick<SignOutDialogProps, "path" | "onClose" | "returnFocus"> & { name: string }) {
  return (
    <SignOutDialog {...props} title={`Sign out ${name}?`} done={`${name} is signed out everywhere`}>
      Every device of {name} is signed out at once, in other workspaces too. They can sign in again.
    </SignOutDialog>
  );
}
