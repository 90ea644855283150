-- Orleans wants one row in any case.
WITH deleted AS (
    DELETE FROM reminder
     WHERE service_id = @ServiceId AND grain_id = @GrainId AND reminder_name = @ReminderName AND version = @Version
    RETURNING 1)
SELECT EXISTS (SELECT FROM deleted)
