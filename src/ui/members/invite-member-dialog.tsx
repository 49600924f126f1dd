"use client";

import { useState } from "react";
import type { CreatedInvite } from "@/lib/api-types";
import { Dialog } from "@/ui/primitives/dialog";
import { Field } from "@/ui/primitives/field";
import { Alert } from "@/ui/primitives/alert";
import { Select } from "@/ui/primitives/select";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { CopyLink } from "./copy-link";
import { LinkFooter } from "./link-footer";
import { ROLE_HINTS } from "./role-hints";
import { ShownOnce } from "./shown-once";

const ROLES = [
  { value: "member", label: "Member" },
  { value: "admin", label: "Admin" },
] as const;

interface InviteMemberDialogProps {
  workspace: { slug: string; name: string };
  onClose: () => void;
  onCreated: () => void;
}

/** Makes a link for one new member. */
export function InviteMemberDialog({ workspace, onClose, onCreated }: InviteMemberDialogProps) {
  const [role, setRole] = useState<"member" | "admin">("member");
  const [made, setMade] = useState<Extract<CreatedInvite, { url: string }> | null>(null);
  const { run, busy, failure } = useAction(async () => {
    const { invite } = await request<{ invite: CreatedInvite }>(
      "POST",
      `/api/workspaces/${encodeURIComponent(workspace.slug)}/invites`,
      { role },
    );
    if (!invite.sent) setMade(invite);
    onCreated();
  });

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={made ? "The invitation is ready" : "Invite a member"}
      description={
        made
          ? "Send this link to one person. Anybody who has it can use it."
          : `Members are part of ${workspace.name}. For an outsider, invite a guest instead.`
      }
      onSubmit={made ? onClose : () => void run()}
      footer={<LinkFooter made={made !== null} make="Create invitation link" busy={busy} />}
    >
      {made ? (
        <>
          <CopyLink url={made.url} />
          <ShownOnce until={made.linkExpiresAt} />
        </>
      ) : (
        <div className="flex flex-col gap-4">
          <Field label="Role" hint={ROLE_HINTS[role]}>
            <Select value={role} onChange={setRole} options={[...ROLES]} />
          </Field>
          {failure && <Alert>{failure.message}</Alert>}
        </div>
      )}
    </Dialog>
  );
}
