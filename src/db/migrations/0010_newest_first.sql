DROP INDEX "audit_event_workspace_idx";--> statement-breakpoint
DROP INDEX "message_parent_idx";--> statement-breakpoint
CREATE INDEX "audit_event_workspace_idx" ON "audit_event" USING btree ("workspace_id","at","id");--> statement-breakpoint
CREATE INDEX "message_parent_idx" ON "message" USING btree ("parent_id","id");