"use client";

import { useState } from "react";
import type { Member, MemberRole, Receipt } from "@/lib/api-types";
import { ReceiptLine } from "@/ui/guests/receipt-line";
import { ROLE_NAMES } from "@/ui/people/role-names";
import { Button } from "@/ui/primitives/button";
import { Dialog, DialogClose } from "@/ui/primitives/dialog";
import { Field } from "@/ui/primitives/field";
import { Alert } from "@/ui/primitives/alert";
import { Select } from "@/ui/primitives/select";
import { toast } from "@/ui/primitives/toast";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { findMemberRow } from "./members-table";
import { ROLE_HINTS } from "./role-hints";

interface RoleDialogProps {
  slug: string;
  member: Member;
  /** The roles that the user may give. */
  roles: MemberRole[];
  onClose: () => void;
  onChanged: () => Promise<void>;
}

/** Changes a member's role. Their open connections are cut and come back with the new role. */
export function RoleDialog({ slug, member, roles, onClose, onChanged }: RoleDialogProps) {
  const [role, setRole] = useState(member.role);
  const { run, busy, failure } = useAction(async () => {
    const { receipt } = await request<{ receipt: Receipt }>(
      "PATCH",
      `/api/workspaces/${encodeURIComponent(slug)}/members/${member.id}`,
      { role },
    );
    toast.success(`${member.name} is ${WITH_ARTICLE[role]} now`, {
      description: <ReceiptLine receipt={receipt} />,
    });
    await onChanged();
    onClose();
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Role of ${member.name}`}
      description="Their open pages reconnect with the new role."
      onSubmit={() => void run()}
      returnFocus={() => findMemberRow(member.userId)}
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" variant="primary" busy={busy} disabled={role === member.role}>
            Change role
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label="Role" hint={ROLE_HINTS[role]}>
          <Select
            value={role}
            onChange={setRole}
            options={roles.map((value) => ({ value, label: ROLE_NAMES[value] }))}
          />
        </Field>
        {failure && <Alert>{failure.message}</Alert>}
      </div>
    </Dialog>
  );
}

const WITH_ARTICLE: Record<MemberRole, string> = {
  owner: "an owner",
  admin: "an admin",
  member: "a member",
};
