CREATE TABLE "audit_chain" (
	"workspace_id" text PRIMARY KEY NOT NULL,
	"n" integer NOT NULL,
	"hash" text NOT NULL,
	"late_from" integer
);
--> statement-breakpoint
CREATE TABLE "audit_line" (
	"workspace_id" text NOT NULL,
	"n" integer NOT NULL,
	"id" text NOT NULL,
	"event_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"previous" text NOT NULL,
	"hash" text NOT NULL,
	"signature" text NOT NULL,
	CONSTRAINT "audit_line_workspace_id_n_pk" PRIMARY KEY("workspace_id","n")
);
--> statement-breakpoint
ALTER TABLE "audit_chain" ADD CONSTRAINT "audit_chain_workspace_id_organization_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_line" ADD CONSTRAINT "audit_line_event_id_audit_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."audit_event"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "audit_line_event_idx" ON "audit_line" USING btree ("event_id",("id" = "event_id"));
--> statement-breakpoint
CREATE OR REPLACE FUNCTION refuse_audit_removal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  happened timestamptz;
BEGIN
  IF TG_TABLE_NAME = 'audit_receipt' THEN happened := (OLD.receipt ->> 'at')::timestamptz;
  ELSE happened := OLD.at;
  END IF;
  -- What the operator keeps no longer may go, in a transaction that says so; what is younger never does.
  IF current_setting('gatehouse.clears_record', true) = 'yes' AND happened < now() - interval '30 days' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the audit log is append-only';
END
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_audit_step_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.workspace_id = OLD.workspace_id AND (NEW.n > OLD.n OR (NEW.n = OLD.n AND NEW.hash = OLD.hash)) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the audit log is append-only';
END
$$;
--> statement-breakpoint
CREATE TRIGGER audit_line_append_only BEFORE UPDATE ON "audit_line" FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
--> statement-breakpoint
CREATE TRIGGER audit_line_no_delete BEFORE DELETE ON "audit_line" FOR EACH ROW EXECUTE FUNCTION refuse_audit_removal();
--> statement-breakpoint
CREATE TRIGGER audit_line_no_truncate BEFORE TRUNCATE ON "audit_line" FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
--> statement-breakpoint
CREATE TRIGGER audit_chain_forward_only BEFORE UPDATE ON "audit_chain" FOR EACH ROW EXECUTE FUNCTION refuse_audit_step_back();
--> statement-breakpoint
CREATE TRIGGER audit_chain_no_delete BEFORE DELETE ON "audit_chain" FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
--> statement-breakpoint
CREATE TRIGGER audit_chain_no_truncate BEFORE TRUNCATE ON "audit_chain" FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
