import { Button } from "@/ui/primitives/button";
import { EmptyState } from "@/ui/primitives/empty-state";
import { Mark } from "@/ui/primitives/mark";

export default function NotFound() {
  return (
    <main className="grid min-h-[80dvh] flex-1 place-items-center">
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
        The address may be wrong, or it leads to a place you cannot see.
      </EmptyState>
    </main>
  );
}
