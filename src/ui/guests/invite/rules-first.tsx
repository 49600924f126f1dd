"use client";

import type { ReactNode } from "react";
import { Alert } from "@/ui/primitives/alert";
import { Button } from "@/ui/primitives/button";
import { Dialog, DialogClose } from "@/ui/primitives/dialog";
import type { GuestRules } from "./invite-draft";
import { useGuestRules } from "./use-guest-rules";

interface RulesFirstProps {
  slug: string;
  title: string;
  onClose: () => void;
  children: (rules: GuestRules) => ReactNode;
}

/** A form whose first choices depend on what the workspace says about guests. It waits until that is known. */
export function RulesFirst({ slug, title, onClose, children }: RulesFirstProps) {
  const { rules, failure } = useGuestRules(slug);
  if (rules) return children(rules);
  if (!failure) return null;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      footer={
        <DialogClose asChild>
          <Button>Close</Button>
        </DialogClose>
      }
    >
      <Alert>{failure}</Alert>
    </Dialog>
  );
}
