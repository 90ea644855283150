using CryptoPay.Gateway.Hosting;

GatewayHost.Build(args).Run();
