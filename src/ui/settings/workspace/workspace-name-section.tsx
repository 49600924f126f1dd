"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "@/ui/primitives/toast";
import { Section } from "@/ui/settings/section";
import { Button } from "@/ui/primitives/button";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";

interface WorkspaceNameSectionProps {
  slug: string;
  name: string;
}

export function WorkspaceNameSection({ slug, name: saved }: WorkspaceNameSectionProps) {
  const router = useRouter();
  const [name, setName] = useState(saved);
  const { run, busy, failure } = useAction(async () => {
    await request("PATCH", `/api/workspaces/${encodeURIComponent(slug)}`, { name: name.trim() });
    toast.success("The workspace has a new name");
    router.refresh();
  });
  return (
    <Section title="Name" lead={`Its address stays /w/${slug}.`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <Field
          label="Workspace name"
          error={failure?.issueFor("name") ?? failure?.message}
          action={
            <Button
              type="submit"
              className="h-9"
              busy={busy}
              disabled={name.trim() === "" || name.trim() === saved}
            >
              Save name
            </Button>
          }
        >
          <Input
            required
            maxLength={60}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
      </form>
    </Section>
  );
}
