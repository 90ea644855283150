using CryptoPay.Gateway.Hosting;
using CryptoPay.Silo.Start;

return await ProgramStart.Run(() => GatewayHost.Build(args));
