import { Button } from "@/ui/primitives/button";
import { EmptyState } from "@/ui/primitives/empty-state";
import { Mark } from "@/ui/primitives/mark";
import { PageTitle } from "@/ui/primitives/page-title";

/** It sets its own title: the metadata is that of the page which was not found, and may have none. */
export function NotFoundMessage() {
  return (
    <>
      <PageTitle>Not found · Gatehouse</PageTitle>
      <EmptyState
        level={1}
        icon={<Mark />}
        title="This page was not found"
        action={
          <Button asChild>
            <a href="/">Back to the start</a>
          </Button>
        }
      >
        The address may be wrong, or it leads to a place you cannot see. If somebody sent it to you,
        ask them.
      </EmptyState>
    </>
  );
}
