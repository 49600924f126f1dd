"use client";

import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import type { OriginList } from "@/lib/api-types";
import { Alert } from "@/ui/primitives/alert";
import { Button } from "@/ui/primitives/button";
import { EmptyState } from "@/ui/primitives/empty-state";
import { PageHeader } from "@/ui/primitives/page-header";
import { SkeletonRows } from "@/ui/primitives/skeleton";
import { ADMIN_PAGES } from "@/ui/shell/admin-pages";
import { WorkspacePageTitle } from "@/ui/shell/workspace-page-title";
import { OriginsTable } from "./origins-table";
import { useOrigins } from "./use-origins";

/** How many are shown at first, and more at each click. */
const PAGE = 100;

/** The origins whose requests were refused, and what an owner can do about it. */
export function OriginsPage() {
  const { list, busy, failure, load } = useOrigins();
  const { name } = ADMIN_PAGES.origins;
  return (
    <>
      <WorkspacePageTitle>{name}</WorkspacePageTitle>
      <PageHeader title={name} aside={list?.refused.length || undefined}>
        <Button onClick={() => void load()} busy={busy}>
          Refresh
        </Button>
      </PageHeader>
      <div className="@container min-h-0 flex-1 overflow-y-auto">
        {failure && <Alert className="m-4 md:mx-5">{failure}</Alert>}
        {!list && !failure && <SkeletonRows label="Loading refused origins" />}
        {list && <Refused list={list} />}
      </div>
    </>
  );
}

function Refused({ list: { allowed, refused } }: { list: OriginList }) {
  const [shown, setShown] = useState(PAGE);
  if (refused.length === 0) {
    return (
      <EmptyState icon={<ShieldCheck />} title="No page was refused">
        Only pages of {allowed.join(", ") || "no address at all"} may use this server. If another
        one tries, it is refused and shown here.
      </EmptyState>
    );
  }
  return (
    <>
      <p className="max-w-180 text-pretty px-4 py-3 text-ink-soft md:px-5">
        Pages of these addresses tried to use this server and were refused. If one of them is yours,
        put the line that its row offers into the settings and restart; if it is not, nothing needs
        doing.
      </p>
      <OriginsTable allowed={allowed} refused={refused.slice(0, shown)} />
      {refused.length > shown && (
        <div className="flex justify-center p-5">
          <Button onClick={() => setShown(shown + PAGE)}>Show more</Button>
        </div>
      )}
    </>
  );
}
