using CryptoPay.Silo;
using CryptoPay.Silo.Start;

return await ProgramStart.Run(args, () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.Configuration.KeepSettings();
    builder.AddSilo();
    var app = builder.Build();
    app.MapHealthChecks("/health/ready");
    return app;
});
