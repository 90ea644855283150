using CryptoPay.Hosting.Start;
using CryptoPay.Hosting.Telemetry;
using CryptoPay.Silo;

return await ProgramStart.Run(args, () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.Configuration.KeepSettings();
    builder.AddSilo();
    builder.AddTelemetry();
    var app = builder.Build();
    app.MapHealthChecks("/health/ready");
    app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
    return app;
});
