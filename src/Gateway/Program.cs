using CryptoPay.Gateway;
using CryptoPay.Gateway.Hosting;
using CryptoPay.Silo;

var builder = WebApplication.CreateBuilder(args);
builder.AddOwnAddress();
builder.AddEmbeddedSandbox();
builder.AddCluster();
builder.AddGateway();

var app = builder.Build();
app.MapGateway();
app.MapEmbeddedSandbox();
app.GreetWhenReady();
app.Run();
