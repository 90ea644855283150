using CryptoPay.Silo;
using CryptoPay.Silo.Start;

return await ProgramStart.Run(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.Configuration.KeepSettings();
    builder.AddSilo();
    var app = builder.Build();
    app.MapHealthChecks("/health/ready");
    return app;
});
