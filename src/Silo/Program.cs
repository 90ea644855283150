using CryptoPay.Silo;

var builder = WebApplication.CreateBuilder(args);
builder.AddSilo();
var app = builder.Build();
app.MapHealthChecks("/health/ready");
app.Run();
