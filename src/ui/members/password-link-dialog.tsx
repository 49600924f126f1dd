"use client";

import { useState } from "react";
import type { GivenPasswordLink } from "@/lib/api-types";
import { Dialog } from "@/ui/primitives/dialog";
import { Alert } from "@/ui/primitives/alert";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { CopyLink } from "./copy-link";
import { LinkFooter } from "./link-footer";

interface PasswordLinkDialogProps {
  /** The name of the person whose password it is. */
  name: string;
  /** The path to POST to, which makes the link. */
  path: string;
  onClose: () => void;
  returnFocus: () => HTMLElement | null;
}

/** Makes a link by which somebody sets a new password. It is shown once, or sent to them if mail is set up. */
export function PasswordLinkDialog({ name, path, onClose, returnFocus }: PasswordLinkDialogProps) {
  const [link, setLink] = useState<GivenPasswordLink | null>(null);
  const { run, busy, failure } = useAction(async () => {
    setLink((await request<{ link: GivenPasswordLink }>("POST", path, {})).link);
  });

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={titleOf(link, name)}
      onSubmit={link ? onClose : () => void run()}
      returnFocus={returnFocus}
      footer={<LinkFooter made={link !== null} make="Make a link" busy={busy} />}
    >
      <div className="flex flex-col gap-4">
        <p>{describe(link, name)}</p>
        {link && !link.sent && <CopyLink url={link.url} label="Link for a new password" />}
        {failure && <Alert>{failure.message}</Alert>}
      </div>
    </Dialog>
  );
}

function titleOf(link: GivenPasswordLink | null, name: string): string {
  if (!link) return `A new password for ${name}?`;
  return link.sent ? "The link is on its way" : "The link is ready";
}

function describe(link: GivenPasswordLink | null, name: string): string {
  if (!link) {
    return `With this link ${name} can set a new password, once, within an hour. That signs ${name} out everywhere. The audit log will say that you made the link.`;
  }
  if (link.sent) return `It was sent to the address of ${name}, and is shown to nobody else.`;
  return `Give it to ${name} and to nobody else: anybody who has it can take over the account. Copy it now: it cannot be shown again.`;
}
