using CryptoPay.Hosting.Logs;
using CryptoPay.Hosting.Start;
using CryptoPay.Hosting.Telemetry;
using CryptoPay.Silo;
using CryptoPay.Silo.Copy;

if (args is [CopyCommand.Name, .. var words])
    return await new CopyCommand(Console.Out, Console.Error, TimeProvider.System).Run(words);

return await ProgramStart.Run(args, () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.Configuration.KeepSettings();
    builder.AddSilo();
    builder.AddTelemetry();
    builder.AddLogs();
    var app = builder.Build();
    app.MapHealthChecks("/health/ready");
    app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
    return app;
});
