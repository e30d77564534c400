// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborTreasury} from "../src/HarborTreasury.sol";
import {HarborClaims} from "../src/demo/HarborClaims.sol";
import {HarborRecovery} from "../src/demo/HarborRecovery.sol";
import {HarborToken} from "../src/demo/HarborToken.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Test} from "forge-std/Test.sol";

contract HarborRecoveryTest is Test {
    address private immutable finder = makeAddr("finder");
    address private immutable harmed = makeAddr("harmed");

    HarborToken private asset;
    HarborTreasury private treasury;
    HarborRecovery private recovery;

    function setUp() public {
        asset = new HarborToken("Demo Dollar", "dUSD", 6);
        treasury = new HarborTreasury(address(this));
        recovery = new HarborRecovery(asset, address(treasury), address(this));
        asset.mint(address(treasury), 100);
        treasury.approve(asset, address(recovery), 100);
    }

    function test_open() public {
        HarborClaims claims = _open();
        assertEq(asset.balanceOf(address(claims)), 60);
        assertEq(address(claims).balance, 1 ether);
        assertEq(claims.balanceOf(harmed, claims.CLAIM()), 60);
        assertEq(recovery.ownerOf(recovery.THANKS()), finder);
        assertEq(asset.allowance(address(treasury), address(recovery)), 40);
    }

    function test_take_behavior_burnsTheClaim() public {
        HarborClaims claims = _open();
        vm.prank(harmed);
        claims.take(60);
        assertEq(asset.balanceOf(harmed), 60);
        assertEq(claims.balanceOf(harmed, claims.CLAIM()), 0);
    }

    function test_open_error_onlyOnce() public {
        _open();
        vm.expectRevert();
        this.open();
    }

    function test_open_error_onlyTheOwner() public {
        vm.prank(finder);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, finder));
        recovery.open(finder, new address[](0), new uint256[](0));
    }

    function test_open_error_lengthsDiffer() public {
        vm.expectRevert(HarborRecovery.LengthsDiffer.selector);
        recovery.open(finder, new address[](1), new uint256[](0));
    }

    function test_write_error_onlyTheRecovery() public {
        HarborClaims claims = _open();
        vm.expectRevert(HarborClaims.NotTheRecovery.selector);
        claims.write(finder, 1);
    }

    function open() external {
        _open();
    }

    function _open() private returns (HarborClaims) {
        address[] memory who = new address[](1);
        uint256[] memory amounts = new uint256[](1);
        (who[0], amounts[0]) = (harmed, 60);
        vm.deal(address(this), 1 ether);
        recovery.open{value: 1 ether}(finder, who, amounts);
        return recovery.claims();
    }
}
