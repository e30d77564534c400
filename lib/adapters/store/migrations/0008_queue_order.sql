CREATE INDEX "timelock_operations_all_due" ON "timelock_operations" USING btree ("due","chain_id","timelock","id");--> statement-breakpoint
CREATE INDEX "timelock_operations_all_scheduled" ON "timelock_operations" USING btree ("scheduled_at","chain_id","timelock","id");
