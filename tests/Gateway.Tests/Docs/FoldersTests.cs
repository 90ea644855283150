namespace CryptoPay.Gateway.Tests.Docs;

/// <summary>Who reads where to start finds every folder there.</summary>
public class FoldersTests
{
    [Theory]
    [InlineData("Gateway")]
    [InlineData("Grains")]
    [InlineData("Payments")]
    public void The_page_of_a_project_names_each_of_its_folders(string project)
    {
        var source = Path.Combine(Pages.Root, "src", project);
        var folders = Directory.GetDirectories(source)
            .Where(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Any())
            .Select(Path.GetFileName).Where(folder => folder is not ("bin" or "obj")).ToList();
        Assert.NotEmpty(folders);

        var page = File.ReadAllText(Path.Combine(source, "README.md"));

        Assert.Equal([], folders.Where(folder => !page.Contains($"`{folder}/")));
    }
}
