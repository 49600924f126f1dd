import { Alert } from "./alert";
import { Button } from "./button";

interface RetryAlertProps {
  /** What went wrong, as a sentence. */
  failure: string;
  onRetry: () => void;
  className?: string;
}

/** Says that something could not be loaded, and offers to try again. */
export function RetryAlert({ failure, onRetry, className }: RetryAlertProps) {
  return (
    <Alert className={className}>
      {failure}{" "}
      <Button variant="link" onClick={onRetry}>
        Try again
      </Button>
    </Alert>
  );
}
