DROP INDEX "timelock_operations_settled";--> statement-breakpoint
CREATE INDEX "timelock_operations_open" ON "timelock_operations" USING btree ("chain_id","timelock","due","id") WHERE "timelock_operations"."settled" is null;--> statement-breakpoint
CREATE INDEX "timelock_operations_all_open" ON "timelock_operations" USING btree ("due","chain_id","timelock","id") WHERE "timelock_operations"."settled" is null;--> statement-breakpoint
CREATE INDEX "timelock_operations_unclear" ON "timelock_operations" USING btree ("scheduled_at","chain_id","timelock","id") WHERE "timelock_operations"."settled" in ('passed', 'unset', 'unknown');--> statement-breakpoint
CREATE INDEX "timelock_operations_settled" ON "timelock_operations" USING btree ("settled","chain_id","timelock");