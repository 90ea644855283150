using CryptoPay.Gateway.Checks;
using CryptoPay.Gateway.Commands;
using CryptoPay.Gateway.Hosting;
using CryptoPay.Hosting.Start;

return args switch
{
    [CheckCommand.Name, .. var settings] => await new CheckCommand(Console.Out).Run(settings),
    [GenesysCheckCommand.Name, .. var words] => await new GenesysCheckCommand(Console.Out).Run(words),
    [var word, ..] when ProgramCommands.Names.Contains(word) =>
        await new ProgramCommands(Console.Out, Console.Error, TimeProvider.System).Run(args),
    _ => await ProgramStart.Run(args, () => GatewayHost.Build(args)),
};
